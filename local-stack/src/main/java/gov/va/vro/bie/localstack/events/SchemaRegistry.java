package gov.va.vro.bie.localstack.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The one call of Confluent's Schema Registry API that a publisher needs. Any thread may use it.
 *
 * <p>Registering is idempotent: the same schema under the same subject gives the same id.
 */
public final class SchemaRegistry {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String url;

    /** @param url the registry's base, with its path if it has one, such as {@code http://host/apis/ccompat/v7} */
    public SchemaRegistry(String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /**
     * Registers a schema and returns the id that goes into every message.
     *
     * @param subject by Confluent's convention the topic's name with {@code -value} behind it
     * @throws IOException when the registry cannot be reached, or refuses the schema
     */
    public int register(String subject, Schema schema) throws IOException, InterruptedException {
        var target = URI.create(url + "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions");
        var request = HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header("Content-Type", MEDIA_TYPE)
                .header("Accept", MEDIA_TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("schema", schema.toString()))))
                .build();
        var response = send(request);
        JsonNode body = parse(response);
        if (response.statusCode() != 200 || !body.path("id").isIntegralNumber()) {
            throw new IOException("The Schema Registry at %s refused subject \"%s\": HTTP %d, %s"
                    .formatted(
                            url,
                            subject,
                            response.statusCode(),
                            body.path("message").asText("no message")));
        }
        return body.path("id").intValue();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException("The Schema Registry at " + url + " does not answer: " + e, e);
        }
    }

    private static JsonNode parse(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
