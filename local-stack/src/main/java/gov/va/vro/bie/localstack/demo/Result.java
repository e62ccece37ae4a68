package gov.va.vro.bie.localstack.demo;

/**
 * How a run ended, for scripts.
 *
 * @param requested how many events were to be published
 * @param pii rows of the database in which personal information was found; {@link #NOT_LOOKED} when the run ended
 *     before it could be looked for
 */
record Result(long requested, Counters counters, long pii) {
    static final long NOT_LOOKED = -1;

    /** The last line of the demo's output. */
    String line() {
        return "RESULT published=%d confirmed=%d stored=%d parked=%d missing=%d pii=%d"
                .formatted(
                        counters.published().total(),
                        counters.confirmed().total(),
                        counters.stored().total(),
                        counters.parked().total(),
                        counters.missing(),
                        pii);
    }

    /** 0 only if all that was to be published is stored and no personal information was found; else 1. */
    int exitCode() {
        var published = counters.published().total();
        var stored = counters.stored().total();
        return published == requested && stored == published && pii == 0 ? 0 : 1;
    }
}
