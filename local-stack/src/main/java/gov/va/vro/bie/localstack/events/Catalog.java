package gov.va.vro.bie.localstack.events;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The words that events are made of. The codes are diagnostic codes of 38 CFR part 4 in the forms in which they occur:
 * alone, as a hyphenated pair (38 CFR 4.27), listed, and mistyped. All people, numbers and addresses are invented; the
 * numbers are of ranges that are never given out.
 */
final class Catalog {
    private static final List<String> CODES = List.of(
            "5201", "5237", "5242", "5260", "5261", "5271", "6100", "6204", "6260", "6522", "6602", "6847", "7101",
            "7346", "7806", "7913", "8045", "8100", "8520", "9411", "9434");
    private static final List<String> ANALOGOUS = List.of("5099", "5299", "6299", "6899", "7899", "8599", "9499");
    private static final List<String> ODD = List.of("tbi", "ptsd-9411", "unk", "999", "52a7", "n/a");
    private static final List<String> CLASSIFICATIONS = List.of(
            "Musculoskeletal - Back",
            "Musculoskeletal - Knee",
            "Hearing Loss",
            "Tinnitus",
            "Ménière's disease",
            "Respiratory",
            "Hypertension",
            "Mental Disorders",
            "Skin",
            "Cancer - Genitourinary",
            "Migraine");
    private static final List<String> GIVEN_NAMES =
            List.of("Aurelia", "Bram", "Céleste", "Dashiell", "Eun-ji", "Faramund", "Núria", "Oberon", "Zoë");
    private static final List<String> SURNAMES =
            List.of("Quillfeather", "Thornapple", "Vandersloop", "O'Marrow", "Łazurski", "Pemberwick", "Ñandutí");
    private static final List<String> CONDITIONS = List.of(
            "ringing in both ears since the flight deck",
            "lower back pain, worse on stairs",
            "burns on the left forearm",
            "shortness of breath after burn-pit duty",
            "trouble sleeping since discharge",
            "knee gives way, \"the old injury\"",
            "headaches twice a week");

    private final SplittableRandom random;

    Catalog(SplittableRandom random) {
        this.random = random;
    }

    String classification() {
        return pick(CLASSIFICATIONS);
    }

    String contentionType() {
        return pick(List.of("NEW", "INC", "SEC", "REO"));
    }

    String claimType() {
        return pick(List.of("010LCOMP", "020NEW", "020CPHLP", "110LCOMP7", "400SUPP"));
    }

    String application() {
        return pick(List.of("VBMS-R", "VBMS-CORE", "SHARE", "VA.gov"));
    }

    /** One, two joined by a hyphen, a list of either, one between spaces, or what is no code at all. */
    String diagnosticCodes() {
        return switch (random.nextInt(20)) {
            case 0 -> pick(ODD);
            case 1 -> hyphenated() + "/" + pick(CODES);
            case 2 -> pick(CODES) + "; " + pick(CODES) + ";" + pick(CODES);
            case 3, 4 -> pick(CODES) + ", " + hyphenated();
            case 5, 6, 7, 8 -> hyphenated();
            case 9 -> " " + pick(CODES) + " ";
            default -> pick(CODES);
        };
    }

    /** A sentence full of what must never be stored, behind its canary. */
    String freeText(String what) {
        return "%s %s %s reports %s. SSN 000-%02d-%04d, phone 555-01%02d, %s@example.invalid"
                .formatted(
                        Canaries.mark(what, number()),
                        pick(GIVEN_NAMES),
                        pick(SURNAMES),
                        pick(CONDITIONS),
                        random.nextInt(1, 99),
                        random.nextInt(1, 9_999),
                        random.nextInt(100),
                        "veteran" + number());
    }

    String user() {
        return Canaries.mark("USER", number());
    }

    String station() {
        return Canaries.mark("STATION", random.nextInt(301, 399));
    }

    long participant() {
        return Canaries.FIRST_PARTICIPANT + random.nextInt(Canaries.PARTICIPANTS);
    }

    private String hyphenated() {
        return pick(ANALOGOUS) + "-" + pick(CODES);
    }

    private int number() {
        return random.nextInt(100_000, 1_000_000);
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
