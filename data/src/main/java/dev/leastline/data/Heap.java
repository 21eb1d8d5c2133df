package dev.leastline.data;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/**
 * Tells when what is in use leaves the heap hardly any room. A virtual machine collects it again and again then, for minutes,
 * before it says that there is no memory left.
 */
final class Heap {
    private static final double FULL = 0.95;

    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
            .toList();

    /** {@return whether the last collections have left hardly anything of it free} */
    boolean isFull() {
        long left = pools.stream()
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
        return left > FULL * Runtime.getRuntime().maxMemory();
    }
}
