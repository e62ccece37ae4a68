package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.run.Part;
import gov.va.vro.bie.benchmarks.run.Workbench;

/** The sink in a real worker, with a real RabbitMQ, beside its rivals. */
public final class SinkPart implements Part {

    @Override
    public String name() {
        return "sink";
    }

    @Override
    public String summary() {
        return "the sink in a Connect worker beside a bare loop, PerfTest and the peer that confirms";
    }

    @Override
    public void run(Workbench bench, Results results) throws Exception {
        try (var ground = Ground.prepare(bench)) {
            ground.fillTopics();
            try (var destination = new Destination(ground.amqp());
                    var contenders = new Contenders(ground)) {
                new Headline(ground, bench, contenders, new Race(destination)).run(results);
            } finally {
                Pinning.UNPINNED.apply();
            }
        }
    }
}
