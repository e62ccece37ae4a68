package gov.va.vro.bie.benchmarks.sink;

import java.util.Map;

/**
 * What is to be published, and how.
 *
 * @param topic that whoever reads from Kafka reads from its beginning
 * @param window how many may be unconfirmed
 * @param count how many messages a round takes
 * @param exchanges how many, each with a queue of its own
 * @param settings of the sink that differ from those that are shipped
 */
record Load(
        String topic,
        EventSize size,
        QueueType queue,
        int window,
        long count,
        int exchanges,
        Map<String, String> settings) {

    /** For a contender of which so many are enough. */
    Load withCount(long other) {
        return new Load(topic, size, queue, window, other, exchanges, settings);
    }

    Load withTopic(String other) {
        return new Load(other, size, queue, window, count, exchanges, settings);
    }

    Load withSettings(Map<String, String> other) {
        return new Load(topic, size, queue, window, count, exchanges, other);
    }

    Load withExchanges(int other) {
        return new Load(topic, size, queue, window, count, other, settings);
    }
}
