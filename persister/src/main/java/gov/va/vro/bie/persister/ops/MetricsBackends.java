package gov.va.vro.bie.persister.ops;

import gov.va.vro.bie.persister.config.HostPort;
import gov.va.vro.bie.persister.event.EventType;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.statsd.StatsdConfig;
import io.micrometer.statsd.StatsdMeterRegistry;
import java.util.Objects;
import java.util.Optional;

/**
 * Where metrics go: a page for Prometheus always, and a Datadog agent (DogStatsD over UDP) where one is named.
 *
 * <p>Neither can hold up the service: the page is written when it is asked for, by the thread that answers, and
 * {@link AgentLines} lets go what the agent does not take.
 */
public final class MetricsBackends implements AutoCloseable {

    private static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800
    };
    private static final double[] MESSAGES = {1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000};

    private final CompositeMeterRegistry all = new CompositeMeterRegistry();
    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final Optional<AgentLines> lines;

    private MetricsBackends(Optional<AgentLines> lines) {
        this.lines = lines;
    }

    public static MetricsBackends start(Optional<HostPort> agent) {
        var backends = new MetricsBackends(agent.map(AgentLines::to));
        backends.prometheus.config().meterFilter(new Buckets());
        backends.all.add(backends.prometheus);
        backends.lines.ifPresent(backends::add);
        return backends;
    }

    private void add(AgentLines sink) {
        var statsd = StatsdMeterRegistry.builder(new Agent())
                .clock(Clock.SYSTEM)
                .lineSink(sink)
                .build();
        statsd.config().meterFilter(MeterFilter.denyNameStartsWith(Metrics.LATENCY));
        all.add(statsd);
    }

    /** Where there is an agent, which gets the latencies by them alone. */
    Optional<LatencyLines> latencyLines(EventType type) {
        return lines.map(
                sink -> new LatencyLines(type, Objects.requireNonNullElse(System.getenv("DD_ENTITY_ID"), ""), sink));
    }

    public MeterRegistry registry() {
        return all;
    }

    /** Everything in Prometheus' text format. */
    public String scrape() {
        return prometheus.scrape();
    }

    @Override
    public void close() {
        all.close();
        lines.ifPresent(AgentLines::close);
    }

    /** Prometheus adds buckets up over instances; the agent makes its own from the values. */
    private static final class Buckets implements MeterFilter {

        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            return DistributionStatisticConfig.builder()
                    .serviceLevelObjectives(id.getName().endsWith(".seconds") ? SECONDS : MESSAGES)
                    .build()
                    .merge(config);
        }
    }

    /** Nothing from system properties: DogStatsD, and polling each ten seconds, is what Micrometer does by itself. */
    private record Agent() implements StatsdConfig {

        @Override
        public String get(String key) {
            return null;
        }
    }
}
