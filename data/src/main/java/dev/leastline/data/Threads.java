package dev.leastline.data;

import java.util.ArrayList;
import java.util.List;

/** Runs tasks side by side. */
final class Threads {
    private Threads() {}

    /** Runs each task in a thread of its own, the first one in this, and waits for all, whatever comes between. */
    static void run(List<? extends Runnable> tasks) {
        List<Thread> others = new ArrayList<>();
        try {
            for (Runnable task : tasks.subList(Math.min(1, tasks.size()), tasks.size())) {
                Thread thread = new Thread(task, "rows");
                thread.setDaemon(true);
                thread.start();
                others.add(thread);
            }
            if (!tasks.isEmpty()) {
                tasks.get(0).run();
            }
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
