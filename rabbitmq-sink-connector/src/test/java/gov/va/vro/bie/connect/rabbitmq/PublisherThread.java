package gov.va.vro.bie.connect.rabbitmq;

import java.util.stream.Stream;

/** Where a task's publisher thread is at this moment. */
final class PublisherThread {

    private final String name;

    PublisherThread(String taskName) {
        this.name = taskName + "-publisher";
    }

    /** Whether it has done what there was to do, and nobody has woken it. */
    boolean waits() {
        return living().anyMatch(thread ->
                has(thread, "Deliveries.awaitNext") && thread.getState() == Thread.State.TIMED_WAITING);
    }

    /** Whether it is in this method, as Class.method. */
    boolean isIn(String method) {
        return living().anyMatch(thread -> has(thread, method));
    }

    private Stream<Thread> living() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name));
    }

    private static boolean has(Thread thread, String method) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> (frame.getClassName() + "." + frame.getMethodName()).endsWith("." + method));
    }
}
