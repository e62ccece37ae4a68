package gov.va.vro.bie.it;

import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Stack;

/** A RabbitMQ that does not answer. */
enum Outage {
    HUNG {
        @Override
        void begin(Stack stack) {
            stack.freeze(Part.RABBITMQ);
        }

        @Override
        void end(Stack stack) {
            stack.thaw(Part.RABBITMQ);
        }
    },
    DOWN {
        @Override
        void begin(Stack stack) {
            stack.kill(Part.RABBITMQ);
        }

        @Override
        void end(Stack stack) {
            stack.start(Part.RABBITMQ);
        }
    };

    abstract void begin(Stack stack);

    abstract void end(Stack stack);
}
