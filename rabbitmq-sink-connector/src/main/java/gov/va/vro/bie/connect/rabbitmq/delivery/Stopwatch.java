package gov.va.vro.bie.connect.rabbitmq.delivery;

/** How long something was so, all in all. Times are nanoseconds of the core's clock. */
final class Stopwatch {

    private boolean running;
    private long startedAt;
    private long passed;

    void set(boolean run, long now) {
        if (running) {
            passed += now - startedAt;
        }
        running = run;
        startedAt = now;
    }

    long nanos(long now) {
        return running ? passed + now - startedAt : passed;
    }
}
