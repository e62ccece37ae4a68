package gov.va.vro.bie.benchmarks.sink;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one round of one contender came to.
 *
 * @param perSecond messages that entered the queue
 * @param cpuPerMillion seconds of the processors that the contender's process used for a million of them
 * @param brokerCpuPerMillion the same of RabbitMQ
 * @param brokerCores how many processors RabbitMQ kept busy
 */
record Round(double perSecond, double cpuPerMillion, double brokerCpuPerMillion, double brokerCores) {

    /** Each of the four by itself. */
    static Round median(List<Round> rounds) {
        return new Round(
                median(rounds, Round::perSecond),
                median(rounds, Round::cpuPerMillion),
                median(rounds, Round::brokerCpuPerMillion),
                median(rounds, Round::brokerCores));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        return Middle.of(rounds.stream().mapToDouble(value)).median();
    }

    @Override
    public String toString() {
        return "%,.0f/s, %.1f CPU s/M, RabbitMQ %.1f CPU s/M on %.2f processors"
                .formatted(perSecond, cpuPerMillion, brokerCpuPerMillion, brokerCores);
    }
}
