package gov.va.vro.bie.it.check;

import java.util.List;

/**
 * What became of the records, counted.
 *
 * @param attempted records that were handed to Kafka
 * @param acknowledged those of them that Kafka has acknowledged
 * @param recovered those that Kafka has not acknowledged and that arrived all the same
 * @param lost acknowledged records that a queue has never had; one in two queues counts twice
 * @param unexpected messages of which no such record was ever attempted, or that are in a queue of another topic
 * @param duplicated copies after the first of a record, in all queues
 * @param unflagged those of them that do not say that they may be one
 * @param reordered records whose last copy came before the last copy of an earlier record of its partition
 * @param examples the first records that were lost, unexpected or out of order, in words
 */
public record Verdict(
        long attempted,
        long acknowledged,
        long recovered,
        long lost,
        long unexpected,
        long duplicated,
        long unflagged,
        long reordered,
        List<String> examples) {

    /** Nothing is lost, out of order, or from nowhere. How many duplicates are allowed depends on what happened. */
    public boolean isSound() {
        return lost == 0 && unexpected == 0 && reordered == 0;
    }
}
