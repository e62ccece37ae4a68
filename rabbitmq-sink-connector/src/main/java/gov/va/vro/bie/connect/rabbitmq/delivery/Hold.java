package gov.va.vro.bie.connect.rabbitmq.delivery;

/** Why a partition is held. */
public enum Hold {
    UNROUTABLE("no queue is bound to the exchange for its routing key: bind one, and delivery goes on by itself"),
    NACKED("the broker refused the message (a queue is full and rejects, or has no majority)"),
    OVERDUE("the broker has confirmed later messages, but not this one"),
    SILENT("the broker confirmed nothing at all, and the connection was cut"),
    CHANNEL("the broker closed the channel over it: the exchange is missing, or writing to it is not permitted"),
    LINK("the connection ends whenever it is sent: see the broker's log, and what lies between here and the broker");

    private final String meaning;

    Hold(String meaning) {
        this.meaning = meaning;
    }

    /** What happened and what mends it, in words for an operator. */
    public String meaning() {
        return meaning;
    }
}
