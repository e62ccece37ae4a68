package gov.va.vro.bie.localstack;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;

/** A PostgreSQL JDBC URL taken apart: {@code url} is what is left without the query. */
record JdbcUrl(String url, String user, String password, String schema) {

    static final String DEFAULT_SCHEMA = "bie";

    static JdbcUrl parse(String text) {
        var query = text.indexOf('?');
        if (!text.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("not a PostgreSQL JDBC URL: it must begin with jdbc:postgresql:");
        }
        var parameters = new HashMap<String, String>();
        if (query >= 0) {
            for (var pair : text.substring(query + 1).split("&")) {
                var parts = pair.split("=", 2);
                parameters.put(parts[0], parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
            }
        }
        return new JdbcUrl(
                query < 0 ? text : text.substring(0, query),
                parameters.getOrDefault("user", ""),
                parameters.getOrDefault("password", ""),
                parameters.getOrDefault("currentSchema", DEFAULT_SCHEMA));
    }

    /** The whole URL, credentials and schema in its query. */
    String withCredentials() {
        return url + "?user=" + encode(user) + "&password=" + encode(password) + "&currentSchema=" + encode(schema);
    }

    @Override
    public String toString() {
        return url;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
