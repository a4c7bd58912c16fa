/// How the API is made: routes as data, answers as records, and what holds for all of them - who
/// may call, the audit log, keys of requests, problems, and the OpenAPI document.
@NullMarked
package dev.lungfish.controller.rest;

import org.jspecify.annotations.NullMarked;
