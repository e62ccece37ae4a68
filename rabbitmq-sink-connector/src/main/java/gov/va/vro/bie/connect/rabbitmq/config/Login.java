package gov.va.vro.bie.connect.rabbitmq.config;

import org.apache.kafka.common.config.types.Password;

/** Who the sink is to the broker. */
public sealed interface Login {

    /** How the user is named in a sentence. */
    String shown();

    /** A user with a password. */
    record User(String name, Password password) implements Login {

        @Override
        public String shown() {
            return "user \"" + name + "\"";
        }
    }

    /** Whoever the client certificate says. */
    record Certificate() implements Login {

        @Override
        public String shown() {
            return "the client certificate's user";
        }
    }
}
