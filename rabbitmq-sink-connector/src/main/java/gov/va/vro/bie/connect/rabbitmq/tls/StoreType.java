package gov.va.vro.bie.connect.rabbitmq.tls;

/** How certificates and keys are stored. Java reads PKCS #12 too where JKS is named, and the other way round. */
public enum StoreType {
    JKS,
    PKCS12,
    PEM
}
