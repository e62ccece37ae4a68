package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.time.Duration;

/**
 * A task at one moment.
 *
 * @param traffic of all exchanges together
 * @param outstanding records that are neither confirmed nor reported, and those kept behind them
 * @param bad records that no retry can help
 * @param reported those of them that the errant record reporter has taken
 * @param missing records that Kafka no longer had when their turn came
 */
public record TaskReading(
        TrafficReading traffic, Link link, Room room, long outstanding, long bad, long reported, long missing) {

    /**
     * The connection to the broker.
     *
     * @param blocked whether the broker has raised an alarm
     * @param blockedFor how long it was blocked in all
     * @param downFor how long there was no link in all
     * @param made how many links there have been
     */
    public record Link(boolean up, boolean blocked, Duration blockedFor, Duration downFor, long made) {}

    /** How much of the window, and of the budget for held records, is taken: 0 is none, 1 is all; a little more may be. */
    public record Room(double window, double hold) {}
}
