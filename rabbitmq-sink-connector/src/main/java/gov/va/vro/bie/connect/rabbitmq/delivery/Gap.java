package gov.va.vro.bie.connect.rabbitmq.delivery;

/**
 * Offsets of one partition that never reached the sink.
 *
 * @param expected the first missing offset
 * @param found the offset that came instead
 * @param generation the book that both belong to
 */
record Gap(long expected, long found, int generation) {

    long missing() {
        return found - expected;
    }
}
