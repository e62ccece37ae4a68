package gov.va.vro.bie.persister.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives roles that exist exactly the privileges of what they are for: what they have beyond that on this schema's
 * tables and functions is taken away, in the same transaction, so nobody is without them for a moment. To be run by the
 * owner after each migration, since a new table comes with no privileges, and a function with none where somebody has
 * taken PostgreSQL's default away, that everybody may call it.
 */
public final class Grants {

    private final Database database;

    public Grants(Database database) {
        this.database = database;
    }

    /** @param roles the names that they have in this cluster; passwords and LOGIN are its administrator's */
    public void give(Map<Role, String> roles) throws DatabaseException {
        try (var connection = database.connection()) {
            connection.setAutoCommit(false);
            try {
                for (var role : roles.entrySet()) {
                    requireGrantable(connection, role.getValue());
                    execute(connection, statements(role.getKey(), role.getValue()));
                }
                connection.commit();
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private List<String> statements(Role role, String name) {
        var schema = quoted(database.schema());
        var grantee = quoted(name);
        var statements = new ArrayList<String>();
        statements.add("REVOKE ALL ON SCHEMA " + schema + " FROM " + grantee);
        for (var relation : Role.relations()) {
            statements.add("REVOKE ALL ON " + schema + "." + relation + " FROM " + grantee);
        }
        for (var function : Role.functions()) {
            statements.add("REVOKE ALL ON FUNCTION " + schema + "." + function + " FROM " + grantee);
        }
        statements.add("GRANT USAGE ON SCHEMA " + schema + " TO " + grantee);
        role.privileges()
                .forEach((relation, privileges) ->
                        statements.add("GRANT " + privileges + " ON " + schema + "." + relation + " TO " + grantee));
        for (var function : role.calls()) {
            statements.add("GRANT EXECUTE ON FUNCTION " + schema + "." + function + " TO " + grantee);
        }
        return statements;
    }

    private static void requireGrantable(Connection connection, String name) throws SQLException, DatabaseException {
        try (var statement = connection.prepareStatement(
                "SELECT pg_has_role(oid, current_user, 'MEMBER') FROM pg_roles WHERE rolname = ?")) {
            statement.setString(1, name);
            try (var result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new DatabaseException(
                            "database: there is no role \"" + name + "\": let its administrator create it first");
                }
                if (result.getBoolean(1)) {
                    throw new DatabaseException("database: role \"" + name + "\" has all that the owner has, whatever"
                            + " is granted to it: name another");
                }
            }
        }
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }
}
