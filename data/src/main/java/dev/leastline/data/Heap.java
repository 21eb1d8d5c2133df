package dev.leastline.data;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells when what is in use leaves the heap hardly any room. A virtual machine collects it again and again then, for minutes,
 * before it says that there is no memory left.
 */
final class Heap {
    private static final double FULL = 0.98;
    private static final double HALF_FULL = 0.5;

    private @Nullable List<MemoryPoolMXBean> pools;

    /**
     * {@return whether collections have left its largest part full, and so much beside it that the next is near}
     */
    boolean isFull() {
        if (pools == null) {
            pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                    .sorted(Comparator.comparingLong(
                            pool -> -pool.getCollectionUsage().getMax()))
                    .toList();
        }
        for (int i = 0; i < Math.min(2, pools.size()); i++) {
            MemoryUsage left = pools.get(i).getCollectionUsage();
            if (left.getMax() > 0 && left.getUsed() < (i == 0 ? FULL : HALF_FULL) * left.getMax()) {
                return false;
            }
        }
        return !pools.isEmpty();
    }
}
