package gov.va.vro.bie.localstack.demo;

import java.time.Duration;

/** Runs the demo's steps one after another, and shows each with the time it took. */
final class Steps {
    private final Screen screen;

    Steps(Screen screen) {
        this.screen = screen;
    }

    /** What a step does; its text goes beside the tick. */
    interface Step {
        String run() throws Exception;
    }

    /** Shows a failure as one line and ends the demo by it. */
    void step(String title, Step step) throws InterruptedException {
        long begin = System.nanoTime();
        screen.now("    " + title + " ...");
        try {
            var detail = step.run();
            screen.done(title, detail, Duration.ofNanos(System.nanoTime() - begin));
        } catch (InterruptedException e) {
            throw e;
        } catch (DemoException e) {
            screen.failed(title, e.getMessage());
            throw e;
        } catch (Exception e) {
            var message = e.getMessage() == null
                    ? e.toString()
                    : e.getMessage().lines().findFirst().orElse("");
            screen.failed(title, message);
            throw new DemoException(message, e);
        }
    }
}
