package gov.va.vro.bie.benchmarks.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Puts connectors into the worker and takes them out again. */
final class Connectors {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    /** @param url of the worker's REST API */
    Connectors(String url) {
        this.url = url + "/connectors";
    }

    void create(String name, Map<String, String> config) throws IOException, InterruptedException {
        var answer = call("PUT", "/" + name + "/config", json.writeValueAsString(config));
        if (answer.code / 100 != 2) {
            throw new IOException("Connect refused connector \"" + name + "\": HTTP " + answer.code + ", "
                    + answer.body.path("message").asText());
        }
    }

    /** Returns when the connector and its tasks are gone. */
    void delete(String name) throws IOException, InterruptedException {
        call("DELETE", "/" + name, null);
        while (call("GET", "/" + name + "/status", null).code != NOT_FOUND) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** What the worker says of the connector. */
    String status(String name) {
        try {
            return call("GET", "/" + name + "/status", null).body.toString();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    private Answer call(String method, String path, String body) throws IOException, InterruptedException {
        while (true) {
            var request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != CONFLICT) {
                var text = response.body();
                return new Answer(response.statusCode(), text.isBlank() ? json.missingNode() : json.readTree(text));
            }
            // The worker is just rebalancing.
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private record Answer(int code, JsonNode body) {}
}
