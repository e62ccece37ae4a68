package gov.va.vro.bie.localstack.demo;

/** What is done when a signal ends the demo before it has ended by itself, that is: until this is closed. */
final class ShutdownHook {
    private final Thread thread;

    ShutdownHook(Runnable end) {
        thread = new Thread(end, "ending");
        Runtime.getRuntime().addShutdownHook(thread);
    }

    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // A signal has come: the hook is at work, and the virtual machine ends when it is done.
        }
    }
}
