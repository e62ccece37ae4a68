package gov.va.vro.bie.localstack.demo;

/** How far the events of one run have come, at one moment. */
record Counters(Tally published, Tally confirmed, Tally stored, Tally parked) {
    static final Counters NONE = new Counters(Tally.NONE, Tally.NONE, Tally.NONE, Tally.NONE);

    /** Neither stored nor parked. */
    long missing() {
        return Math.max(0, published.total() - stored.total() - parked.total());
    }

    /** Everything is in the database, and every offset is committed. */
    boolean isSettled() {
        return missing() == 0 && confirmed.total() >= published.total();
    }
}
