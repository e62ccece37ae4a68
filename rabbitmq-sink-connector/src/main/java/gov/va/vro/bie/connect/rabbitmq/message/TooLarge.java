package gov.va.vro.bie.connect.rabbitmq.message;

/** A value that takes more bytes than it may. */
final class TooLarge extends Unrenderable {

    private static final long serialVersionUID = 1L;

    TooLarge(int limit) {
        super("it takes more than " + limit + " bytes");
    }
}
