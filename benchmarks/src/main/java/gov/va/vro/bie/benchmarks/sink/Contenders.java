package gov.va.vro.bie.benchmarks.sink;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Those who take part, each started when it is first wanted, and kept warm. Owned by one thread. */
final class Contenders implements AutoCloseable {

    static final String SINK = "sink";
    static final String SINK_TLS = "sink-tls";
    static final String BARE = "bare-loop";
    static final String PUBLISHING = "bare-publish";
    static final String PERFTEST = "perftest";
    static final String PERFTEST_PLAIN = "perftest-plain";
    static final String CAMEL = "camel";

    private static final String OTHER_SINK = "sink-";

    /** Those of the headline. */
    static final List<String> RIVALS = List.of(SINK, BARE, PUBLISHING, PERFTEST, PERFTEST_PLAIN, CAMEL);

    /** It is slow, so fewer messages take as long. */
    private static final int CAMEL_SHARE = 20;

    private final Ground ground;
    private final Map<String, Contender> started = new LinkedHashMap<>();

    Contenders(Ground ground) {
        this.ground = ground;
    }

    Contender get(String name) throws IOException {
        var contender = started.get(name);
        if (contender == null) {
            contender = start(name);
            started.put(name, contender);
        }
        return contender;
    }

    private Contender start(String name) throws IOException {
        return switch (name) {
            case SINK -> connector(name, ground.settings()::sink);
            case SINK_TLS -> connector(name, ground.tlsSettings()::sink);
            case BARE -> new LoopContender(name, "pipeline", ground);
            case PUBLISHING -> new LoopContender(name, "publish", ground);
            case PERFTEST -> new PerfTestContender(name, ground, true);
            case PERFTEST_PLAIN -> new PerfTestContender(name, ground, false);
            case CAMEL ->
                connector(
                        name,
                        (connector, load) -> CamelSettings.of(connector, Ground.rendered(load.size()), ground.amqp()));
            default ->
                connector(
                        name,
                        (connector, load) -> ofVersion(name, ground.settings().sink(connector, load)));
        };
    }

    /** The name of the sink in another version than ours, which the worker has to have. */
    static String sinkOf(String version) {
        return OTHER_SINK + version;
    }

    private static Map<String, String> ofVersion(String name, Map<String, String> config) {
        if (!name.startsWith(OTHER_SINK)) {
            throw new IllegalArgumentException("nobody is called " + name);
        }
        config.put("connector.plugin.version", "[" + name.substring(OTHER_SINK.length()) + "]");
        return config;
    }

    private Contender connector(String name, ConnectorContender.Configuration configuration) {
        return new ConnectorContender(name, ground.connectors(), configuration);
    }

    Load load(Contender contender, Load load) {
        return contender.name().equals(CAMEL) ? load.withCount(load.count() / CAMEL_SHARE) : load;
    }

    @Override
    public void close() {
        started.values().forEach(Contender::close);
    }
}
