package gov.va.vro.bie.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Connect's REST API, as far as the demo speaks it.
 *
 * <p>A worker that is just rebalancing answers 409 to what it would else accept; so a write is tried again for a while.
 */
final class ConnectRest {
    /** REST itself gives up after 90 s, validation included. */
    private static final Duration TIMEOUT = Duration.ofSeconds(100);

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int TRIES = 20;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String url;

    ConnectRest(String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** What came of {@link #apply}. */
    enum Applied {
        CREATED("created"),
        CHANGED("configuration renewed"),
        UNCHANGED("already there, unchanged"),
        RESUMED("was already there, resumed"),
        RESTARTED("was already there and had failed, restarted");

        private final String text;

        Applied(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The states of a connector and its tasks; {@code failure} is the first line of the first trace. */
    record Status(String connector, List<String> tasks, Optional<String> failure) {
        boolean isRunning() {
            return "RUNNING".equals(connector)
                    && !tasks.isEmpty()
                    && tasks.stream().allMatch("RUNNING"::equals);
        }
    }

    /**
     * Posts a connector unmodified, or brings the one that is already there to the same configuration and state.
     *
     * @param document {@code {"name", "config"}}
     */
    Applied apply(String document) throws IOException, InterruptedException {
        var wanted = JSON.readTree(document);
        var name = wanted.path("name").asText();
        var path = "/connectors/" + name;
        var existing = call("GET", path + "/config", null);
        if (existing.code() == NOT_FOUND) {
            write("POST", "/connectors", document);
            return Applied.CREATED;
        }
        if (!withoutName(existing.body()).equals(withoutName(wanted.path("config")))) {
            write("PUT", path + "/config", wanted.path("config").toString());
            return Applied.CHANGED;
        }
        return revive(name);
    }

    /** Empty while the worker does not know the connector yet. */
    Optional<Status> status(String name) throws IOException, InterruptedException {
        var answer = call("GET", "/connectors/" + name + "/status", null);
        if (answer.code() != 200) {
            return Optional.empty();
        }
        var connector = answer.body().path("connector");
        var tasks = answer.body().path("tasks");
        var failure = Stream.concat(Stream.of(connector), StreamSupport.stream(tasks.spliterator(), false))
                .filter(part -> "FAILED".equals(part.path("state").asText()))
                .map(part -> part.path("trace")
                        .asText("no trace")
                        .lines()
                        .findFirst()
                        .orElse("no trace"))
                .findFirst();
        var states = StreamSupport.stream(tasks.spliterator(), false)
                .map(task -> task.path("state").asText())
                .toList();
        return Optional.of(new Status(connector.path("state").asText(), states, failure));
    }

    private Applied revive(String name) throws IOException, InterruptedException {
        var status = status(name);
        var path = "/connectors/" + name;
        if (status.isPresent() && status.get().failure().isPresent()) {
            write("POST", path + "/restart?includeTasks=true&onlyFailed=true", null);
            return Applied.RESTARTED;
        }
        if (status.isPresent() && status.get().connector().matches("PAUSED|STOPPED")) {
            write("PUT", path + "/resume", null);
            return Applied.RESUMED;
        }
        return Applied.UNCHANGED;
    }

    private void write(String method, String path, String body) throws IOException, InterruptedException {
        var answer = call(method, path, body);
        for (int tries = 1; answer.code() == CONFLICT && tries < TRIES; tries++) {
            Thread.sleep(BETWEEN_TRIES.toMillis());
            answer = call(method, path, body);
        }
        if (answer.code() / 100 != 2) {
            throw new IOException("Connect answered HTTP %d to %s %s: %s"
                    .formatted(
                            answer.code(),
                            method,
                            path,
                            inOneLine(answer.body().path("message").asText("no message"))));
        }
    }

    /** A refused configuration comes as a list of lines, one for each setting, and a hint at another endpoint. */
    private static String inOneLine(String message) {
        return message.replaceFirst("(?s)\\nYou can also find the above list.*", "")
                .strip()
                .replaceAll("\\s*\\n\\s*", " ");
    }

    private Answer call(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            var text = response.body();
            return new Answer(response.statusCode(), text.isBlank() ? JSON.missingNode() : JSON.readTree(text));
        } catch (IOException e) {
            throw new IOException(
                    "Connect at " + url + " gave no usable answer to " + method + " " + path + ": " + e, e);
        }
    }

    private record Answer(int code, JsonNode body) {}

    private static JsonNode withoutName(JsonNode config) {
        var copy = config.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.remove("name");
        }
        return copy;
    }
}
