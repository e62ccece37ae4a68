package gov.va.vro.bie.it.faces;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import gov.va.vro.bie.localstack.process.Child;
import gov.va.vro.bie.localstack.process.ChildSpec;
import gov.va.vro.bie.localstack.process.Tether;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The persister as a process of its own, which ends when the tests do, whatever ends them. */
public final class Persister {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern HTTP = Pattern.compile("\"http\":\"([^\"]+)\"");

    private final Tether tether;
    private final ChildSpec spec;
    private Child child;

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
        var before = log().length();
        launch();
        await("the persister to be ready")
                .atMost(PATIENCE)
                .failFast("the persister has ended; log " + child.log(), () -> !child.isAlive())
                .until(() -> isReady(log().substring(before)));
    }

    /** Starts one that is expected to end by itself, and returns its exit code. */
    public int runToItsEnd() {
        launch();
        return await("the persister to end")
                .atMost(PATIENCE)
                .until(() -> child.onExit().getNow(null), code -> code != null);
    }

    public void kill() {
        child.kill();
    }

    public boolean isAlive() {
        return child != null && child.isAlive();
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
        for (var line : log().split("\n")) {
            if (line.contains(record.topic())) {
                var fields = JSON.readTree(line);
                if (fields.path("message").asText().startsWith(message)
                        && fields.path("topic").asText().equals(record.topic())
                        && fields.path("partition").asInt(-1) == record.partition()
                        && fields.path("offset").asLong(-1) == record.offset()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void launch() {
        child = tether.start(spec);
    }

    private static boolean isReady(String log) throws InterruptedException {
        var addresses = HTTP.matcher(log).results().map(found -> found.group(1)).toList();
        if (addresses.isEmpty()) {
            return false;
        }
        var page = HttpRequest.newBuilder(URI.create("http://" + addresses.get(0) + "/health/ready"))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(page, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
