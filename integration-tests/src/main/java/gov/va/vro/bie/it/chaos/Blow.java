package gov.va.vro.bie.it.chaos;

/**
 * One fault of a cycle.
 *
 * @param beginMillis when it begins, counted from the beginning of its cycle
 * @param lastsMillis how long it lasts until it is undone
 * @param burst how many records are published at once just before it, so that something is on its way
 * @param choice which of several: worker, persister
 * @param strength how much: bytes until a line goes deaf, records that come again
 */
record Blow(ChaosKind kind, int beginMillis, int lastsMillis, int burst, int choice, int strength) {

    int endMillis() {
        return beginMillis + lastsMillis;
    }

    /** The same, but not undone before that time. */
    Blow notUndoneBefore(int millis) {
        return new Blow(kind, beginMillis, Math.max(lastsMillis, millis - beginMillis), burst, choice, strength);
    }

    /** In a line of the report. */
    String words() {
        return "%s %.1f s".formatted(kind.words(), lastsMillis / 1_000.0);
    }
}
