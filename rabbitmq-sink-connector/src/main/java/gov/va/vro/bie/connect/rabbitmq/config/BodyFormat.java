package gov.va.vro.bie.connect.rabbitmq.config;

/** How a record's value becomes the body of a message. */
public enum BodyFormat {
    /** Bytes go out untouched as application/octet-stream, a string as text/plain, everything else as JSON. */
    AUTO,
    /** Everything goes out as JSON. */
    JSON
}
