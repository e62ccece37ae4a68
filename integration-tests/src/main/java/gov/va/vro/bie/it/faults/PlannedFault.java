package gov.va.vro.bie.it.faults;

/**
 * One fault of a schedule.
 *
 * @param beginMillis when it begins, counted from the beginning of its cycle
 * @param lastsMillis how long it lasts until it is undone
 * @param burst how many events are published at once just before it, so that something is on its way
 * @param choice which of several: exchange, queue, direction, number of tasks
 * @param strength how much: bytes until a line goes deaf, milliseconds of delay
 */
public record PlannedFault(FaultKind kind, int beginMillis, int lastsMillis, int burst, int choice, int strength) {

    /** One alone, at once. */
    public static PlannedFault of(FaultKind kind, int lastsMillis, int burst) {
        return new PlannedFault(kind, 0, lastsMillis, burst, 0, 0);
    }

    public PlannedFault withChoice(int which) {
        return new PlannedFault(kind, beginMillis, lastsMillis, burst, which, strength);
    }

    public PlannedFault withStrength(int howMuch) {
        return new PlannedFault(kind, beginMillis, lastsMillis, burst, choice, howMuch);
    }

    int endMillis() {
        return beginMillis + lastsMillis;
    }

    /** In a line of the report. */
    String words() {
        return "%s %.1f s".formatted(kind.words(), lastsMillis / 1_000.0);
    }
}
