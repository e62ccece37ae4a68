package gov.va.vro.bie.it.compatibility;

import java.util.List;

/**
 * What came of the plugins on one worker.
 *
 * @param versions of Connect, Java and RabbitMQ, as they say themselves
 * @param complaints what was not as it has to be; empty when all was
 */
record Outcome(
        List<String> versions, int published, int received, int duplicated, long confirmed, List<String> complaints) {

    static final String HEADING = "%-9s %-11s %-9s %10s %10s %11s %10s  %s"
            .formatted("CONNECT", "JAVA", "RABBITMQ", "PUBLISHED", "RECEIVED", "DUPLICATED", "CONFIRMED", "OUTCOME");

    boolean isGood() {
        return complaints.isEmpty();
    }

    String line() {
        return "%-9s %-11s %-9s %,10d %,10d %,11d %,10d  %s"
                .formatted(
                        versions.get(0),
                        versions.get(1),
                        versions.get(2),
                        published,
                        received,
                        duplicated,
                        confirmed,
                        isGood() ? "good" : String.join("; ", complaints));
    }
}
