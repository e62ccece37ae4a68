package gov.va.vro.bie.connect.rabbitmq.config;

/** Whether the connection to the broker is encrypted. */
public enum SecurityProtocol {
    PLAINTEXT,
    SSL
}
