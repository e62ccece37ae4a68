package gov.va.vro.bie.localstack.events;

import java.time.Instant;

/** A contention on its way from "associated" to "completed" or "deleted". Owned by the generator's thread, as it changes. */
final class Contention {
    final Claim claim;
    final long id;
    final Instant added;
    final String typeCode;
    private String classification;
    private String codes;
    private String status = "Open";
    private String lifecycle = "Open";
    private boolean updated;

    Contention(Claim claim, long id, Instant added, String typeCode, String classification, String codes) {
        this.claim = claim;
        this.id = id;
        this.added = added;
        this.typeCode = typeCode;
        this.classification = classification;
        this.codes = codes;
    }

    void update(String newCodes) {
        codes = newCodes;
        updated = true;
        lifecycle = "Under Review";
    }

    void classify(String newClassification, String newCodes) {
        classification = newClassification;
        codes = newCodes;
    }

    void complete() {
        status = "Completed";
        lifecycle = "Closed";
    }

    void delete() {
        status = "Deleted";
        lifecycle = "Cancelled";
    }

    String classification() {
        return classification;
    }

    String codes() {
        return codes;
    }

    String status() {
        return status;
    }

    String lifecycle() {
        return lifecycle;
    }

    boolean updated() {
        return updated;
    }

    /** What the contentions of one claim share. */
    record Claim(long id, String typeCode, long participantId) {}
}
