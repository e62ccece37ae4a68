package gov.va.vro.bie.benchmarks.sink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Those who take part, each started once and kept warm. */
final class Contenders implements AutoCloseable {

    static final String SINK = "sink";
    static final String BARE = "bare-loop";
    static final String PUBLISHING = "bare-publish";
    static final String PERFTEST = "perftest";
    static final String PERFTEST_PLAIN = "perftest-plain";
    static final String CAMEL = "camel";

    /** It is slow, so fewer messages take as long. */
    private static final int CAMEL_SHARE = 8;

    private final List<Contender> all = new ArrayList<>();

    Contenders(Ground ground) throws Exception {
        try {
            var settings = ground.settings();
            all.add(new ConnectorContender(SINK, ground.connectors(), settings::sink));
            all.add(new LoopContender(BARE, "pipeline", ground));
            all.add(new LoopContender(PUBLISHING, "publish", ground));
            all.add(new PerfTestContender(PERFTEST, ground, true));
            all.add(new PerfTestContender(PERFTEST_PLAIN, ground, false));
            all.add(new ConnectorContender(
                    CAMEL,
                    ground.connectors(),
                    (name, load) -> CamelSettings.of(name, Ground.rendered(load.size()), ground.amqp())));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    List<Contender> all() {
        return all;
    }

    Contender get(String name) {
        return all.stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Load load(Contender contender, Load load) {
        return contender.name().equals(CAMEL) ? load.withCount(load.count() / CAMEL_SHARE) : load;
    }

    @Override
    public void close() {
        all.forEach(Contender::close);
    }
}
