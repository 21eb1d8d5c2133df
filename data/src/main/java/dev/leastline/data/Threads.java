package dev.leastline.data;

import java.util.ArrayList;
import java.util.List;

/** Runs tasks side by side. */
final class Threads {
    private Threads() {}

    /**
     * Runs each task in a thread of its own, the first one in this, as those for which the system has no thread left, and
     * waits for all, whatever comes between.
     */
    static void run(List<? extends Runnable> tasks) {
        List<Thread> others = new ArrayList<>();
        List<Runnable> here = new ArrayList<>(tasks.subList(0, Math.min(1, tasks.size())));
        try {
            for (Runnable task : tasks.subList(here.size(), tasks.size())) {
                Thread thread = new Thread(task, "rows");
                thread.setDaemon(true);
                try {
                    thread.start();
                    others.add(thread);
                } catch (OutOfMemoryError noThreadLeft) {
                    here.add(task);
                }
            }
            here.forEach(Runnable::run);
        } finally {
            others.forEach(Threads::await);
        }
    }

    private static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
