package gov.va.vro.bie.it.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.TopicPartition;

/** Connect's REST API, as an operator's curl lines use it. A worker that is rebalancing answers 409, and is asked again. */
public final class ConnectRest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int CONFLICT = 409;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    public ConnectRest(String url) {
        this.url = url;
    }

    /** What Connect answered; the body is missing where there was none. */
    public record Answer(int code, JsonNode body) {

        public String message() {
            return body.path("message").asText();
        }
    }

    /** POSTs a document {@code {"name", "config"}} as it stands. */
    public Answer post(String document) {
        return insist("POST", "/connectors", document);
    }

    public Answer post(String name, Map<String, String> config) {
        return post(text(Map.of("name", name, "config", config)));
    }

    /** The errors that a configuration would be refused with, by setting; it has its name among its settings. */
    public Map<String, List<String>> validate(Map<String, String> config) {
        var path = "/connector-plugins/" + config.get("connector.class") + "/config/validate";
        var answer = insist("PUT", path, text(config));
        accepted(answer);
        var errors = new HashMap<String, List<String>>();
        for (var setting : answer.body().path("configs")) {
            var value = setting.path("value");
            for (var error : value.path("errors")) {
                errors.computeIfAbsent(value.path("name").asText(), name -> new ArrayList<>())
                        .add(error.asText());
            }
        }
        return errors;
    }

    /** POSTs a connector that must be accepted, and returns when it runs. */
    public void deploy(String name, Map<String, String> config) {
        accepted(post(name, config));
        awaitRunning(name);
    }

    public void reconfigure(String name, Map<String, String> config) {
        accepted(insist("PUT", "/connectors/" + name + "/config", text(config)));
    }

    public void delete(String name) {
        accepted(insist("DELETE", "/connectors/" + name, null));
    }

    public void pause(String name) {
        accepted(insist("PUT", "/connectors/" + name + "/pause", null));
        awaitState(name, "PAUSED");
    }

    public void resume(String name) {
        accepted(insist("PUT", "/connectors/" + name + "/resume", null));
        awaitRunning(name);
    }

    /** Stops a connector, and returns when it has no task any more. */
    public void stop(String name) {
        accepted(insist("PUT", "/connectors/" + name + "/stop", null));
        await("connector " + name + " STOPPED")
                .atMost(PATIENCE)
                .until(() ->
                        "STOPPED".equals(status(name).at("/connector/state").asText())
                                && tasks(name).findAny().isEmpty());
    }

    /** Restarts the connector and its tasks. */
    public void restart(String name) {
        accepted(insist("POST", "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=false", null));
        awaitRunning(name);
    }

    /** Restarts one task, and returns when all run. */
    public void restartTask(String name, int task) {
        accepted(insist("POST", "/connectors/" + name + "/tasks/" + task + "/restart", null));
        awaitRunning(name);
    }

    /** Sets the offset of the record to read next; for a connector that is stopped. */
    public void alterOffset(String name, String topic, int partition, long offset) {
        accepted(patchOffset(name, topic, partition, offset));
    }

    /** As {@link #alterOffset}, for whoever wants the answer; partition and offset may be nonsense. */
    public Answer patchOffset(String name, String topic, Object partition, Object offset) {
        var document = Map.of(
                "offsets",
                List.of(Map.of(
                        "partition",
                        Map.of("kafka_topic", topic, "kafka_partition", partition),
                        "offset",
                        Map.of("kafka_offset", offset))));
        return insist("PATCH", "/connectors/" + name + "/offsets", text(document));
    }

    /**
     * Sets the offsets of the records to read next, of a connector that is stopped. Connect refuses while a task that
     * it has given up still holds its place in the group, and is asked again.
     */
    public void alterOffsets(String name, Map<TopicPartition, Long> offsets) {
        var entries = offsets.entrySet().stream()
                .map(entry -> Map.of(
                        "partition",
                        Map.of(
                                "kafka_topic", entry.getKey().topic(),
                                "kafka_partition", entry.getKey().partition()),
                        "offset",
                        Map.of("kafka_offset", entry.getValue())))
                .toList();
        var document = text(Map.of("offsets", entries));
        await("the offsets of " + name).atMost(PATIENCE).untilAsserted(() -> {
            accepted(insist("PATCH", "/connectors/" + name + "/offsets", document));
        });
    }

    /** Forgets all offsets of a connector that is stopped. */
    public void resetOffsets(String name) {
        accepted(insist("DELETE", "/connectors/" + name + "/offsets", null));
    }

    /** The offset of the record to read next, if there is one. */
    public OptionalLong offset(String name, String topic, int partition) {
        var offsets = call("GET", "/connectors/" + name + "/offsets", null).body();
        return StreamSupport.stream(offsets.path("offsets").spliterator(), false)
                .filter(entry -> entry.at("/partition/kafka_topic").asText().equals(topic))
                .filter(entry -> entry.at("/partition/kafka_partition").asInt() == partition)
                .mapToLong(entry -> entry.at("/offset/kafka_offset").asLong())
                .findFirst();
    }

    /** The version of Connect that the worker runs. */
    public String version() {
        return call("GET", "/", null).body().path("version").asText();
    }

    /** All plugins: class name to version. */
    public Map<String, String> plugins() {
        var plugins = call("GET", "/connector-plugins?connectorsOnly=false", null);
        return StreamSupport.stream(plugins.body().spliterator(), false)
                .collect(Collectors.toMap(
                        plugin -> plugin.path("class").asText(),
                        plugin -> plugin.path("version").asText(),
                        (one, other) -> one));
    }

    public boolean exists(String name) {
        return call("GET", "/connectors/" + name, null).code() == 200;
    }

    /** Returns when the connector and each of its tasks, of which there must be one, are RUNNING. */
    public void awaitRunning(String name) {
        awaitState(name, "RUNNING");
    }

    /** Returns the trace of a task when one has failed. */
    public String awaitFailure(String name) {
        await("a failed task of " + name)
                .atMost(PATIENCE)
                .until(() -> tasks(name).anyMatch(task -> "FAILED".equals(state(task))));
        return tasks(name)
                .filter(task -> "FAILED".equals(state(task)))
                .map(task -> task.path("trace").asText())
                .findFirst()
                .orElseThrow();
    }

    /** Whether the connector and all of its tasks run now. */
    public boolean isRunning(String name) {
        return isAll(name, "RUNNING");
    }

    /** The traces of the connector's tasks that have failed. */
    public List<String> failures(String name) {
        return tasks(name)
                .filter(task -> "FAILED".equals(state(task)))
                .map(task -> task.path("trace").asText())
                .toList();
    }

    /** Restarts those of its parts that have failed, and returns without waiting for what comes of it. */
    public void restartFailed(String name) {
        accepted(insist("POST", "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=true", null));
    }

    public JsonNode status(String name) {
        return call("GET", "/connectors/" + name + "/status", null).body();
    }

    private void awaitState(String name, String state) {
        await("connector " + name + " " + state)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(isAll(name, state))
                        .as("%s is %s", name, status(name))
                        .isTrue());
    }

    private boolean isAll(String name, String state) {
        var status = status(name);
        return state.equals(state(status.path("connector")))
                && !status.path("tasks").isEmpty()
                && StreamSupport.stream(status.path("tasks").spliterator(), false)
                        .allMatch(task -> state.equals(state(task)));
    }

    private Stream<JsonNode> tasks(String name) {
        return StreamSupport.stream(status(name).path("tasks").spliterator(), false);
    }

    private static String state(JsonNode part) {
        return part.path("state").asText();
    }

    private static void accepted(Answer answer) {
        assertThat(answer.code()).as(answer.message()).isBetween(200, 299);
    }

    private Answer insist(String method, String path, String body) {
        return await(method + " " + path)
                .atMost(PATIENCE)
                .until(() -> call(method, path, body), answer -> answer.code() != CONFLICT);
    }

    private Answer call(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            var text = response.body();
            return new Answer(response.statusCode(), text.isBlank() ? JSON.missingNode() : JSON.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Object document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
