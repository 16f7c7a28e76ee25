// Stylesheets mean nothing to a component spec.
module.exports = {};
