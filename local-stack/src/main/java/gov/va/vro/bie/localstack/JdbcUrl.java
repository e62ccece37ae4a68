package gov.va.vro.bie.localstack;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A PostgreSQL JDBC URL taken apart: {@code url} is the whole of it but for user, password and schema. */
record JdbcUrl(String url, String user, String password, String schema) {

    static final String DEFAULT_SCHEMA = "bie";

    static JdbcUrl parse(String text) {
        var query = text.indexOf('?');
        var base = query < 0 ? text : text.substring(0, query);
        var parameters = parameters(query < 0 ? "" : text.substring(query + 1));
        var user = parameters.getOrDefault("user", "");
        var password = parameters.getOrDefault("password", "");
        var schema = parameters.getOrDefault("currentSchema", DEFAULT_SCHEMA);
        parameters.keySet().removeAll(Set.of("user", "password", "currentSchema"));
        return new JdbcUrl(parameters.isEmpty() ? base : base + "?" + query(parameters), user, password, schema);
    }

    /** The whole URL, with user, password and schema. */
    String withCredentials() {
        var own = new LinkedHashMap<String, String>();
        own.put("user", user);
        own.put("password", password);
        own.put("currentSchema", schema);
        return url + (url.contains("?") ? "&" : "?") + query(own);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : query.split("&")) {
            var parts = pair.split("=", 2);
            if (!parts[0].isEmpty()) {
                var value = parts.length > 1 ? parts[1] : "";
                parameters.put(parts[0], URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
