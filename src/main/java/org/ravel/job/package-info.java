/**
 * The commands: each parses its options, loads the configuration, opens a session, composes the
 * packages below and ends with an exit code. Nobody imports this package.
 */
package org.ravel.job;
