package gov.va.vro.bie.localstack.demo;

/**
 * How a run ended, for scripts.
 *
 * @param requested how many events were to be published
 * @param accounted how many of them the ledger has, and knows to be stored or parked
 * @param pii rows of the database and lines of logs in which personal information was found; {@link #NOT_LOOKED} when the run ended
 *     before it could be looked for
 */
record Result(long requested, Counters counters, long accounted, long pii) {
    static final long NOT_LOOKED = -1;

    /** The last line of the demo's output. */
    String line() {
        return "RESULT published=%d confirmed=%d stored=%d parked=%d missing=%d pii=%d"
                .formatted(
                        counters.published().total(),
                        counters.confirmed().total(),
                        counters.stored().total(),
                        counters.parked().total(),
                        missing(),
                        pii);
    }

    /** What is missing in the tables, or what the ledger does not prove to be there: the greater of the two. */
    private long missing() {
        return Math.max(counters.missing(), counters.published().total() - accounted);
    }

    /** 0 only if all that was to be published is stored, by the tables and by the ledger, and nothing personal was found; else 1. */
    int exitCode() {
        var published = counters.published().total();
        var stored = counters.stored().total();
        return published == requested && stored == published && missing() == 0 && pii == 0 ? 0 : 1;
    }
}
