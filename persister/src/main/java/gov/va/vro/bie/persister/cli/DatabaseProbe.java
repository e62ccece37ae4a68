package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.ops.Component;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.DatabaseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks the database for a sign of life once a second, on a thread of its own: an idle service would not notice by
 * itself, and whoever asks for the service's health must never wait for the database. A database that does not answer
 * at all is told by the age of its last sign.
 */
final class DatabaseProbe implements Runnable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Probe probe;
    private final Clock clock;

    private volatile Answer last;

    DatabaseProbe(Probe probe, Clock clock) {
        this.probe = probe;
        this.clock = clock;
        last = new Answer(Optional.empty(), clock.instant());
    }

    /** {@link Database#probe}. */
    interface Probe {
        String ask() throws DatabaseException;
    }

    /** Goes on until its thread is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                last = new Answer(ask(), clock.instant());
                Thread.sleep(INTERVAL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Empty when it answers; at once. */
    Optional<String> failure() {
        var answer = last;
        var age = Duration.between(answer.at, clock.instant());
        return age.compareTo(PATIENCE) > 0
                ? Optional.of(Component.DATABASE.label() + ": no answer for " + age.toSeconds() + " s")
                : answer.failure;
    }

    private Optional<String> ask() {
        try {
            probe.ask();
            return Optional.empty();
        } catch (DatabaseException e) {
            return Optional.of(e.getMessage());
        } catch (RuntimeException e) {
            return Optional.of(
                    Component.DATABASE.label() + ": unexpected " + e.getClass().getSimpleName());
        }
    }

    private record Answer(Optional<String> failure, Instant at) {}
}
