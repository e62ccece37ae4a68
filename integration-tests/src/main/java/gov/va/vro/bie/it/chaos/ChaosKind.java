package gov.va.vro.bie.it.chaos;

/**
 * What is done to the pipeline, from Kafka to the database.
 *
 * <p>Kafka is one node, and its acknowledgement does not wait for the disk. What it has written is the operating system's
 * by then, which a kill -9 of Kafka does not touch; so what it has acknowledged has to be there afterwards. A power cut
 * would be another matter, and is not made here.
 */
enum ChaosKind {
    KAFKA_KILLED("Kafka killed", Target.KAFKA, 15_000),
    KAFKA_STOPPED("Kafka stopped in good order", Target.KAFKA, 10_000),
    KAFKA_HUNG("Kafka hung", Target.KAFKA, 25_000),

    WORKER_KILLED("Connect worker killed", Target.CONNECT, 5_000),
    WORKER_STOPPED("Connect worker stopped in good order", Target.CONNECT, 5_000),
    OFFSETS_BACK("offsets altered back", Target.CONNECT, 2_000),

    RABBITMQ_KILLED("RabbitMQ killed", Target.BROKER, 15_000),
    RABBITMQ_HUNG("RabbitMQ hung", Target.BROKER, 20_000),

    POSTGRESQL_KILLED("PostgreSQL killed", Target.DATABASE, 15_000),
    POSTGRESQL_STOPPED("PostgreSQL stopped in good order", Target.DATABASE, 10_000),
    BACKEND_KILLED("a back end of PostgreSQL killed", Target.DATABASE, 3_000),
    BACKENDS_TERMINATED("connections ended by an administrator", Target.DATABASE, 3_000),
    TABLES_LOCKED("tables locked by another session", Target.DATABASE, 25_000),

    PERSISTER_KILLED("persister killed", Target.PERSISTER, 4_000),
    PERSISTERS_KILLED("all persisters killed", Target.PERSISTER, 4_000),
    PERSISTER_STOPPED("persister stopped in good order", Target.PERSISTER, 4_000),
    PERSISTER_HUNG("persister hung", Target.PERSISTER, 25_000),

    DATABASE_LINE_CUT("lines to PostgreSQL cut", Target.DATABASE_LINE, 3_000),
    DATABASE_LINE_REFUSED("lines to PostgreSQL refused", Target.DATABASE_LINE, 10_000),
    STATEMENTS_SWALLOWED("statements to PostgreSQL swallowed", Target.DATABASE_LINE, 5_000),
    ANSWERS_SWALLOWED("answers of PostgreSQL swallowed", Target.DATABASE_LINE, 5_000),

    BROKER_LINE_CUT("persisters' lines to RabbitMQ cut", Target.BROKER_LINE, 3_000),
    ACKNOWLEDGEMENTS_SWALLOWED("persisters' acknowledgements swallowed", Target.BROKER_LINE, 5_000);

    /** Faults of different targets can be made at the same time. */
    enum Target {
        KAFKA,
        CONNECT,
        BROKER,
        DATABASE,
        PERSISTER,
        DATABASE_LINE,
        BROKER_LINE
    }

    private final String words;
    private final Target target;
    private final int longestMillis;

    ChaosKind(String words, Target target, int longestMillis) {
        this.words = words;
        this.target = target;
        this.longestMillis = longestMillis;
    }

    /** For people. */
    String words() {
        return words;
    }

    Target target() {
        return target;
    }

    int longestMillis() {
        return longestMillis;
    }

    /** Whether both can happen in one cycle. Connect alters no offsets while Kafka is away. */
    boolean goesWith(ChaosKind other) {
        return target != other.target && !needs(other) && !other.needs(this);
    }

    private boolean needs(ChaosKind other) {
        return this == OFFSETS_BACK && other.target == Target.KAFKA;
    }
}
