package gov.va.vro.bie.connect.rabbitmq;

import gov.va.vro.bie.connect.rabbitmq.delivery.Deliveries;
import gov.va.vro.bie.connect.rabbitmq.delivery.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the records that no retry can help to Connect's errant record reporter (KIP-610), and follows each report until
 * it is written; only then is the record done. Where there is no reporter, or it refuses, the record stays outstanding.
 * Owned by the task's thread: Connect's reporter is not to be called from another.
 */
final class BadRecords {

    private static final Logger LOG = LoggerFactory.getLogger(BadRecords.class);

    private record Report(Delivery delivery, Future<Void> written) {}

    private final Deliveries deliveries;
    private final ErrantRecordReporter reporter;
    private final List<Report> pending = new ArrayList<>();

    /** @param reporter null where the connector's configuration gives none */
    BadRecords(Deliveries deliveries, ErrantRecordReporter reporter) {
        this.deliveries = deliveries;
        this.reporter = reporter;
    }

    /** Whether a record may have to be handed to Connect again, so that it must be kept. */
    boolean mayReport() {
        return reporter != null;
    }

    /** Reports what became bad; Connect allows it inside {@code put} only. */
    void report() {
        deliveries.takeUnreported().forEach(this::report);
    }

    /** Settles what was reported, where the report is written. */
    void settle() {
        pending.removeIf(report -> report.written().isDone() && finish(report));
    }

    private void report(Delivery delivery) {
        if (reporter == null || delivery.origin() == null) {
            deliveries.unreportable(delivery);
            return;
        }
        try {
            var written = reporter.report(delivery.origin(), new ConnectException(delivery.complaint()));
            pending.add(new Report(delivery, written));
        } catch (RuntimeException refused) {
            LOG.error("The errant record reporter refused {}", delivery.coordinates());
            deliveries.unreportable(delivery);
        }
    }

    private boolean finish(Report report) {
        try {
            report.written().get();
            deliveries.reported(report.delivery());
        } catch (ExecutionException failed) {
            LOG.error("The report of {} could not be written", report.delivery().coordinates(), failed.getCause());
            deliveries.unreportable(report.delivery());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
        return true;
    }

    boolean anyPending() {
        return !pending.isEmpty();
    }
}
