package gov.va.vro.bie.connect.rabbitmq.config;

/** How the sink says who it is: with a user and a password, or with its certificate. */
public enum SaslMechanism {
    PLAIN,
    EXTERNAL
}
