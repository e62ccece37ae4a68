package gov.va.vro.bie.it.faces;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.process.Child;
import gov.va.vro.bie.localstack.process.ChildSpec;
import gov.va.vro.bie.localstack.process.Tether;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The persister as a process of its own, which ends when the tests do, whatever ends them. */
public final class Persister {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAGE = Duration.ofSeconds(5);
    private static final int BEGINNING_BYTES = 65_536;
    private static final Pattern HTTP = Pattern.compile("\"http\":\"([^\"]+)\"");

    private static final List<String> QUEUES = Arrays.stream(EventKind.values())
            .map(kind -> "persister." + kind.eventType())
            .toList();

    private final Tether tether;
    private final ChildSpec spec;
    private Child child;
    private long beginning;

    /** @param environment all that it is told, but for what every process needs */
    public Persister(String name, Path jar, Path directory, Map<String, String> environment) {
        tether = new Tether(directory.resolve("logs"), directory.resolve("run"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        spec = ChildSpec.of(name, directory, List.of(java, "-Xmx256m", "-jar", jar.toString(), "run"))
                .withEnvironment(environment);
    }

    /** One that serves its health on a free port, which it says in its log. */
    public static Persister onFreePort(String name, Path jar, Path directory, Map<String, String> environment) {
        var variables = new HashMap<>(environment);
        variables.put("PERSISTER_HTTP", "127.0.0.1:0");
        return new Persister(name, jar, directory, variables);
    }

    /** Starts it, and returns when it says that it is ready. */
    public void start() throws IOException {
        launch();
        await("the persister to be ready")
                .atMost(PATIENCE)
                .failFast("the persister has ended; log " + child.log(), () -> !child.isAlive())
                .until(this::isReady);
    }

    /** Starts it, and returns at once. */
    public void launch() throws IOException {
        var log = tether.log(spec.name());
        beginning = Files.exists(log) ? Files.size(log) : 0;
        child = tether.start(spec);
    }

    /** Starts one that is expected to end by itself, and returns its exit code. */
    public int runToItsEnd() throws IOException {
        launch();
        return await("the persister to end")
                .atMost(PATIENCE)
                .until(() -> child.onExit().getNow(null), code -> code != null);
    }

    /** What its log and its process are called. */
    public String name() {
        return spec.name();
    }

    /** The queues that all persisters share. */
    public static List<String> queues() {
        return QUEUES;
    }

    public void kill() {
        child.kill();
    }

    /** SIGSTOP: it is there, and does nothing. */
    public void freeze() {
        child.freeze();
    }

    /** SIGCONT. */
    public void thaw() {
        child.thaw();
    }

    public boolean isAlive() {
        return child != null && child.isAlive();
    }

    /** The processor time that the process has used since it was started. */
    public Duration cpu() {
        return child.cpu();
    }

    public void stop() {
        if (isAlive()) {
            child.stop();
        }
    }

    /** All that it has ever written. */
    public String log() throws IOException {
        var log = tether.log(spec.name());
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Whether one of its lines, each a JSON object, begins its message so and names the record. */
    public boolean hasLogged(String message, Coordinates record) throws IOException {
        return timesLogged(message).containsKey(record);
    }

    /** The records that its lines with such a message name, and how often each. */
    public Map<Coordinates, Long> timesLogged(String message) throws IOException {
        var times = new HashMap<Coordinates, Long>();
        for (var line : log().split("\n")) {
            if (line.contains(message)) {
                var fields = JSON.readTree(line);
                if (fields.path("message").asText().startsWith(message)) {
                    var record = new Coordinates(
                            fields.path("topic").asText(),
                            fields.path("partition").asInt(-1),
                            fields.path("offset").asLong(-1));
                    times.merge(record, 1L, Long::sum);
                }
            }
        }
        return times;
    }

    /** The sum of a metric over all its tags, on the page as it is now; 0 when it does not answer. */
    public long metric(String name) throws IOException, InterruptedException {
        return page("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Whether it says so itself. */
    public boolean isReady() throws IOException, InterruptedException {
        var answer = readiness();
        return answer.isPresent() && answer.get().statusCode() == 200;
    }

    /** What it says of its readiness: empty when it is ready, and when it does not answer. */
    public String notReady() throws IOException, InterruptedException {
        return readiness()
                .filter(answer -> answer.statusCode() != 200)
                .map(HttpResponse::body)
                .orElse("");
    }

    /** One of its pages, such as {@code /metrics}; empty when it does not answer. */
    public String page(String path) throws IOException, InterruptedException {
        return get(path).map(HttpResponse::body).orElse("");
    }

    private Optional<HttpResponse<String>> readiness() throws IOException, InterruptedException {
        return get("/health/ready");
    }

    private Optional<HttpResponse<String>> get(String path) throws IOException, InterruptedException {
        var address = httpAddress();
        if (address.isEmpty()) {
            return Optional.empty();
        }
        var page = HttpRequest.newBuilder(URI.create("http://" + address.get() + path))
                .timeout(PAGE)
                .build();
        try {
            return Optional.of(HttpClient.newHttpClient().send(page, BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where the process that was started last serves its pages. */
    private Optional<String> httpAddress() throws IOException {
        try (var file = new RandomAccessFile(tether.log(spec.name()).toFile(), "r")) {
            var bytes = new byte[(int) Math.min(BEGINNING_BYTES, Math.max(0, file.length() - beginning))];
            file.seek(beginning);
            file.readFully(bytes);
            return HTTP.matcher(new String(bytes, StandardCharsets.UTF_8))
                    .results()
                    .map(found -> found.group(1))
                    .findFirst();
        }
    }
}
