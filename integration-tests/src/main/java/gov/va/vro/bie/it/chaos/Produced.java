package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.it.faces.Coordinates;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Every record that Kafka has acknowledged, and what must come of it. Any thread may call: the producer's adds, the
 * run's asks. A HashMap is handed out, since the hashes of coordinates lie close together, which an immutable map takes
 * minutes over.
 */
final class Produced {

    private final Map<Coordinates, Expectation> all = new HashMap<>();
    private final Map<Coordinates, Expectation> poison = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private Map<Coordinates, Expectation> fresh = new HashMap<>();
    private final Set<String> codes = new HashSet<>();
    private long toBeStored;
    private long offsetsGivenTwice;

    synchronized void add(Coordinates record, Expectation expectation) {
        if (all.put(record, expectation) != null) {
            offsetsGivenTwice++;
        }
        fresh.put(record, expectation);
        ends.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
        if (expectation instanceof Expectation.Stored) {
            toBeStored++;
        } else if (expectation instanceof Expectation.Parked) {
            poison.put(record, expectation);
        }
    }

    /** Those of an event that is to be stored. */
    synchronized void addCodes(Collection<String> ofAnEvent) {
        codes.addAll(ofAnEvent);
    }

    /** The codes of all events that are to be stored. */
    synchronized Set<String> codes() {
        return new HashSet<>(codes);
    }

    synchronized Map<Coordinates, Expectation> all() {
        return new HashMap<>(all);
    }

    synchronized Map<Coordinates, Expectation> poison() {
        return new HashMap<>(poison);
    }

    /** Those since the last {@link #seen}. */
    synchronized Map<Coordinates, Expectation> fresh() {
        return new HashMap<>(fresh);
    }

    synchronized void seen() {
        fresh = new HashMap<>();
    }

    /** For each partition, the offset behind its last record. */
    synchronized Map<TopicPartition, Long> ends() {
        return Map.copyOf(ends);
    }

    /** Records that lie where Kafka had acknowledged another: it has lost that one. */
    synchronized long offsetsGivenTwice() {
        return offsetsGivenTwice;
    }

    synchronized long count() {
        return all.size();
    }

    synchronized long toBeStored() {
        return toBeStored;
    }

    synchronized long toBeParked() {
        return poison.size();
    }
}
