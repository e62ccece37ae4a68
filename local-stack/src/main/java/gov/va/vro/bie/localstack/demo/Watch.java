package gov.va.vro.bie.localstack.demo;

import java.time.Duration;

/** Shows a run's events being published and arriving. Owned by one thread. */
final class Watch {
    private static final int BAR_WIDTH = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_PLAIN_LINES = Duration.ofSeconds(5);

    private final Screen screen;
    private final Publication publication;
    private final long events;
    private final long begin = System.nanoTime();
    private boolean publishedShown;
    private Duration nextPlainLine = BETWEEN_PLAIN_LINES;

    Watch(Screen screen, Publication publication, long events) {
        this.screen = screen;
        this.publication = publication;
        this.events = events;
    }

    /** What ends the watch when it has become hopeless, by a {@link DemoException}. */
    interface Hope {
        void check() throws InterruptedException;
    }

    /** Returns what was counted last, when all has arrived or nothing more will. */
    Counters follow(Probe probe, Hope hope) throws InterruptedException {
        var arrival = new Arrival(PATIENCE, System::nanoTime, () -> {
            hope.check();
            probe.rest();
        });
        try {
            var last = arrival.await(probe, publication::isGoingOn, this::show);
            publication.stop();
            showEnd(last, probe);
            return last;
        } catch (DemoException e) {
            screen.failed("Arrived", e.getMessage());
            publication.stop();
            return probe.take();
        }
    }

    private void show(Counters counters) {
        showPublished();
        boolean publishing = publication.isGoingOn();
        long done =
                publishing ? counters.published().total() : counters.stored().total();
        var text = "%s published %s, confirmed %s, stored %s, %s"
                .formatted(
                        screen.bar(done, events, BAR_WIDTH),
                        Screen.count(counters.published().total()),
                        Screen.count(counters.confirmed().total()),
                        Screen.count(counters.stored().total()),
                        Screen.rate(done, elapsed()));
        screen.now("  " + text);
        if (!screen.style().terminal() && elapsed().compareTo(nextPlainLine) >= 0) {
            screen.line("     " + text);
            nextPlainLine = elapsed().plus(BETWEEN_PLAIN_LINES);
        }
    }

    private void showPublished() {
        var took = publication.took();
        if (publishedShown || took.isEmpty()) {
            return;
        }
        publishedShown = true;
        long published = publication.acknowledged();
        var what = Screen.count(published) + " events";
        publication
                .failure()
                .ifPresentOrElse(
                        failure -> screen.failed("Published", what + ", then Kafka refused: " + failure),
                        () -> screen.done("Published", what + ", " + Screen.rate(published, took.get()), took.get()));
    }

    private void showEnd(Counters last, Probe probe) {
        long stored = last.stored().total();
        if (last.missing() == 0 && last.parked().total() == 0) {
            var detail = "%s stored, %s confirmed, %s"
                    .formatted(
                            Screen.count(stored),
                            Screen.count(last.confirmed().total()),
                            Screen.rate(stored, elapsed()));
            screen.done("Arrived", detail, elapsed());
        } else {
            var reason = "%s are missing, %s parked"
                    .formatted(
                            Screen.count(last.missing()),
                            Screen.count(last.parked().total()));
            screen.failed(
                    "Arrived",
                    reason + probe.trouble().map(trouble -> "; " + trouble).orElse(""));
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
