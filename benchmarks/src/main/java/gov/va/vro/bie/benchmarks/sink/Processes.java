package gov.va.vro.bie.benchmarks.sink;

import java.util.List;
import java.util.function.Predicate;

/** The processes of the stack, which are all descendants of this one. */
final class Processes {

    private Processes() {}

    /** RabbitMQ's node itself, of the several processes that it consists of. */
    static ProcessHandle broker() {
        return one("RabbitMQ", process -> process.info().command().orElse("").endsWith("/beam.smp"));
    }

    static ProcessHandle worker() {
        return one("Kafka Connect", process -> runs(process, "org.apache.kafka.connect.cli.ConnectDistributed"));
    }

    static List<ProcessHandle> all() {
        return ProcessHandle.current().descendants().toList();
    }

    private static boolean runs(ProcessHandle process, String mainClass) {
        return process.info().command().orElse("").endsWith("/java")
                && List.of(process.info().arguments().orElse(new String[0])).contains(mainClass);
    }

    private static ProcessHandle one(String what, Predicate<ProcessHandle> wanted) {
        return all().stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(what + " does not run"));
    }
}
