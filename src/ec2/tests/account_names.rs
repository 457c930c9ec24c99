//! The column `AccountName`.

use nu_protocol::{Span, Value};

use crate::cli_cache::account_names::AccountNames;
use crate::ec2::Resource;
use crate::ec2::resources::instances::INSTANCES;
use crate::ec2::resources::volumes::VOLUMES;
use crate::nu::msgpack::Packer;
use crate::rows::api::{ColumnOptions, Columns, RowOrigin};

#[test]
fn an_account_has_the_name_that_is_known_for_its_id_wherever_the_id_is_from() {
    let names =
        AccountNames::from([("111122223333".to_owned(), "dev".to_owned()), ("444455556666".into(), "test".into())]);
    let parent = [None, Some("111122223333".to_owned()), None];
    let name = |resource: &'static Resource, account_id, item: &str| {
        let origin =
            RowOrigin { region: "eu-west-1", profile: None, account_id, account_names: &names, parent: &parent };
        let columns = Columns::select(resource.schema(), ColumnOptions::default(), &["AccountName"]).expect("a column");
        let row = columns.row(item, origin, &mut Packer::new(Span::test_data())).expect("a row").value();
        row.as_record().expect("a record")["AccountName"].clone()
    };
    assert_eq!(name(&INSTANCES, None, ""), Value::test_string("dev"), "the owner of the reservation");
    assert_eq!(name(&VOLUMES, Some("444455556666"), ""), Value::test_string("test"), "the account of the profile");
    assert_eq!(name(&VOLUMES, None, "<ownerId>444455556666</ownerId>"), Value::test_string("test"), "the owner");
    assert!(name(&VOLUMES, None, "").is_nothing() && name(&VOLUMES, Some("777788889999"), "").is_nothing());
}
