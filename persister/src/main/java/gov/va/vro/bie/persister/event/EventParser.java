package gov.va.vro.bie.persister.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;

/**
 * Turns a message into what is stored of it: one pass over the body, in which only allow-listed fields are ever made
 * into values.
 *
 * <p>The body is {@code {"topic": ..., "notifiedAt": ..., "event": {...}}}, members in any order. A required field that
 * is absent, an allow-listed one of another type or beyond its range, a body that is not JSON or is nested deeper than
 * the constraints allow: all poison, never an exception. The texts of Jackson's own exceptions quote the body and are
 * dropped; what is told instead is where.
 *
 * <p>Has no state but the factory, which is thread-safe.
 */
public final class EventParser {

    /** The sink renders at most 1,000 levels; the envelope adds one. Longer numbers than this are in no event. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(1_100)
            .maxNumberLength(1_000)
            .build();

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(LIMITS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    public Outcome parse(Message message) {
        try (var reader = json.createParser(message.body())) {
            return new EnvelopeReader(message, reader, json).read();
        } catch (PoisonException e) {
            return new Outcome.Poison(e.reason());
        } catch (StreamConstraintsException e) {
            return new Outcome.Poison("nested too deep, or a name, string or number in it is too long");
        } catch (JacksonException e) {
            var location = e.getLocation();
            var where = location == null || location.getByteOffset() < 0 ? "" : " at byte " + location.getByteOffset();
            return new Outcome.Poison("not JSON" + where);
        } catch (IOException e) {
            return new Outcome.Poison("not JSON in UTF-8");
        }
    }
}
