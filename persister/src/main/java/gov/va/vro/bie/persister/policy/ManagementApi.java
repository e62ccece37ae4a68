package gov.va.vro.bie.persister.policy;

import static java.util.Objects.requireNonNull;

import gov.va.vro.bie.persister.config.ManagementConfig;
import gov.va.vro.bie.persister.tls.TlsFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * What is asked of RabbitMQ's management API. The login is sent with each request, and is in no message of this class.
 */
final class ManagementApi {

    private static final Pattern VERSION = Pattern.compile("[0-9]{1,3}\\..*");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ManagementConfig config;
    private final HttpClient client;

    ManagementApi(ManagementConfig config) {
        this.config = config;
        var builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
        config.tls().ifPresent(builder::sslContext);
        client = builder.build();
    }

    /** The broker's version. */
    String version() throws ManagementException, InterruptedException {
        return get("overview") instanceof Map<?, ?> overview
                        && overview.get("rabbitmq_version") instanceof String version
                        && VERSION.matcher(version).matches()
                ? version
                : unexpected();
    }

    /**
     * @param kind "policies" or "operator-policies"
     */
    List<Policy> policies(String kind, String virtualHost) throws ManagementException, InterruptedException {
        if (get(kind + "/" + inPath(virtualHost)) instanceof List<?> policies) {
            try {
                return policies.stream()
                        .map(policy -> (Map<?, ?>) policy)
                        .map(ManagementApi::policy)
                        .toList();
            } catch (ClassCastException | NullPointerException otherShape) {
                return unexpected();
            }
        }
        return unexpected();
    }

    /** URLEncoder writes a blank as forms do, not as paths do. */
    private static String inPath(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Policy policy(Map<?, ?> json) {
        @SuppressWarnings("unchecked")
        var definition = (Map<String, Object>) json.get("definition");
        return new Policy(
                (String) requireNonNull(json.get("name")),
                (String) requireNonNull(json.get("pattern")),
                (String) requireNonNull(json.get("apply-to")),
                ((Number) json.get("priority")).longValue(),
                requireNonNull(definition));
    }

    private Object get(String path) throws ManagementException, InterruptedException {
        var login = (config.username() + ":" + config.password()).getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(config.url() + "/api/" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
                .build();
        var answer = client.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            // The request's own timeout ends with the headers; a body can stall too.
            var response = answer.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw refused(response.statusCode());
            }
            return Json.read(response.body());
        } catch (ExecutionException e) {
            throw noAnswer(e.getCause());
        } catch (TimeoutException e) {
            throw noAnswer(e);
        } catch (IOException notJson) {
            return unexpected();
        } finally {
            // Else an answer that stalls keeps its socket for ever.
            answer.cancel(true);
        }
    }

    private ManagementException noAnswer(Throwable failure) {
        var why = TlsFailure.describe(failure, "RABBITMQ_TLS_CA")
                .orElse("no answer (" + failure.getClass().getSimpleName() + "); check RABBITMQ_MANAGEMENT_URL");
        return new ManagementException("management API " + config.url() + ": " + why);
    }

    private ManagementException refused(int status) {
        var why = status == 401 || status == 403
                ? "user \"" + config.username() + "\" may not look: give it the tag \"management\""
                : "it answers with status " + status + "; check RABBITMQ_MANAGEMENT_URL and RABBITMQ_VIRTUAL_HOST";
        return new ManagementException("management API " + config.url() + ": " + why);
    }

    private <T> T unexpected() throws ManagementException {
        throw new ManagementException(
                "management API " + config.url() + ": that is not RabbitMQ's; check RABBITMQ_MANAGEMENT_URL");
    }
}
