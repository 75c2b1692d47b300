-- The token that makes the first operator is good for one account alone.
ALTER TABLE operator_token ADD COLUMN used INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1));

-- Accounts, in the tables that ASP.NET Core Identity knows (its schema version 3). An account's id is its person's; nobody's name is here.
CREATE TABLE "AspNetUsers" (
    "Id" TEXT NOT NULL PRIMARY KEY,
    "Disabled" INTEGER NOT NULL,
    "UserName" TEXT NULL,
    "NormalizedUserName" TEXT NULL,
    "Email" TEXT NULL,
    "NormalizedEmail" TEXT NULL,
    "EmailConfirmed" INTEGER NOT NULL,
    "PasswordHash" TEXT NULL,
    "SecurityStamp" TEXT NULL,
    "ConcurrencyStamp" TEXT NULL,
    "PhoneNumber" TEXT NULL,
    "PhoneNumberConfirmed" INTEGER NOT NULL,
    "TwoFactorEnabled" INTEGER NOT NULL,
    "LockoutEnd" TEXT NULL,
    "LockoutEnabled" INTEGER NOT NULL,
    "AccessFailedCount" INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX "UserNameIndex" ON "AspNetUsers" ("NormalizedUserName");
CREATE UNIQUE INDEX "EmailIndex" ON "AspNetUsers" ("NormalizedEmail") WHERE "NormalizedEmail" IS NOT NULL;

CREATE TABLE "AspNetRoles" (
    "Id" TEXT NOT NULL PRIMARY KEY,
    "Name" TEXT NULL,
    "NormalizedName" TEXT NULL,
    "ConcurrencyStamp" TEXT NULL
) STRICT;
CREATE UNIQUE INDEX "RoleNameIndex" ON "AspNetRoles" ("NormalizedName");
INSERT INTO "AspNetRoles" VALUES ('6F70F0C4-8F0B-4D0E-9A51-3C0A6D3F5B11', 'operator', 'OPERATOR', NULL);

CREATE TABLE "AspNetRoleClaims" (
    "Id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "RoleId" TEXT NOT NULL REFERENCES "AspNetRoles" ("Id") ON DELETE CASCADE,
    "ClaimType" TEXT NULL,
    "ClaimValue" TEXT NULL
) STRICT;
CREATE INDEX "IX_AspNetRoleClaims_RoleId" ON "AspNetRoleClaims" ("RoleId");

CREATE TABLE "AspNetUserClaims" (
    "Id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "UserId" TEXT NOT NULL REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE,
    "ClaimType" TEXT NULL,
    "ClaimValue" TEXT NULL
) STRICT;
CREATE INDEX "IX_AspNetUserClaims_UserId" ON "AspNetUserClaims" ("UserId");

-- Sign-in by an OpenID provider: its issuer, and what it calls the person.
CREATE TABLE "AspNetUserLogins" (
    "LoginProvider" TEXT NOT NULL,
    "ProviderKey" TEXT NOT NULL,
    "ProviderDisplayName" TEXT NULL,
    "UserId" TEXT NOT NULL REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE,
    PRIMARY KEY ("LoginProvider", "ProviderKey")
) STRICT;
CREATE INDEX "IX_AspNetUserLogins_UserId" ON "AspNetUserLogins" ("UserId");

CREATE TABLE "AspNetUserPasskeys" (
    "CredentialId" BLOB NOT NULL PRIMARY KEY,
    "UserId" TEXT NOT NULL REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE,
    "Data" TEXT NOT NULL
) STRICT;
CREATE INDEX "IX_AspNetUserPasskeys_UserId" ON "AspNetUserPasskeys" ("UserId");

CREATE TABLE "AspNetUserRoles" (
    "UserId" TEXT NOT NULL REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE,
    "RoleId" TEXT NOT NULL REFERENCES "AspNetRoles" ("Id") ON DELETE CASCADE,
    PRIMARY KEY ("UserId", "RoleId")
) STRICT;
CREATE INDEX "IX_AspNetUserRoles_RoleId" ON "AspNetUserRoles" ("RoleId");

CREATE TABLE "AspNetUserTokens" (
    "UserId" TEXT NOT NULL REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE,
    "LoginProvider" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Value" TEXT NULL,
    PRIMARY KEY ("UserId", "LoginProvider", "Name")
) STRICT;

-- Where an account is signed in. A session that ended is gone. Times are seconds since 1970, days are numbered from 0001-01-01.
CREATE TABLE account_sessions (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE,
    device TEXT NOT NULL,
    came_by TEXT NOT NULL,
    began INTEGER NOT NULL,
    seen_on INTEGER NOT NULL
) STRICT;
CREATE INDEX account_sessions_of ON account_sessions (account);

-- Codes that an account's owner keeps on paper; one that was used is gone. Of these, links and tokens only SHA-256 is here.
CREATE TABLE account_codes (
    account TEXT NOT NULL REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE,
    hash BLOB NOT NULL,
    PRIMARY KEY (account, hash)
) STRICT;
CREATE UNIQUE INDEX account_codes_by_hash ON account_codes (hash);

-- Links that sign in once, by mail or from an operator's hand, or that prove a mail address.
CREATE TABLE account_links (
    hash BLOB NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE,
    proves TEXT NULL,
    until INTEGER NOT NULL
) STRICT;
CREATE INDEX account_links_of ON account_links (account);

CREATE TABLE account_tokens (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE,
    hash BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    start TEXT NOT NULL,
    may_write INTEGER NOT NULL,
    made INTEGER NOT NULL,
    until INTEGER NOT NULL,
    seen_on INTEGER NULL
) STRICT;
CREATE INDEX account_tokens_of ON account_tokens (account);

-- Challenges that were answered, so that none is answered twice.
CREATE TABLE account_spent (
    hash BLOB NOT NULL PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT;
