package gov.va.vro.bie.localstack.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks a persister over HTTP whether it is ready: subscribed to its queues, and its database there. */
final class Readiness {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(200);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_TIMEOUT).build();
    private final HttpRequest question;
    private String lastAnswer = "it does not answer";

    Readiness(String url) {
        question =
                HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER_TIMEOUT).build();
    }

    boolean isReady() throws InterruptedException {
        try {
            var answer = http.send(question, BodyHandlers.ofString());
            lastAnswer = "it answers " + answer.body().strip();
            return answer.statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** @param alive whether waiting still makes sense */
    void await(Duration patience, BooleanSupplier alive) throws InterruptedException {
        long begin = System.nanoTime();
        while (!isReady()) {
            if (!alive.getAsBoolean()) {
                throw new DemoException("It has ended");
            }
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new DemoException("After " + patience.toSeconds() + " s " + lastAnswer);
            }
            Thread.sleep(BETWEEN_QUESTIONS.toMillis());
        }
    }
}
